"""Small databases of several shapes, as other shops and forums have them, and what must come of them."""

from __future__ import annotations

FLAGS = """
CREATE TABLE users (id int primary key, username varchar(9), password varchar(9), is_admin tinyint(1), is_vendor tinyint(1),
  created int);
CREATE TABLE items (id int primary key, seller varchar(9), name text, price_usd decimal(9,2));
CREATE TABLE orders (id int primary key, buyer varchar(9), total_usd decimal(9,2), status varchar(9), created_at int);
CREATE TABLE order_items (id int primary key, order_id int, item_id int, quantity int);
CREATE TABLE reviews (id int primary key, order_id int, rating int, comment text, created int);
CREATE TABLE deposits (id int primary key, user_id int, amount_btc decimal(16,8), address text, created int);
INSERT INTO users VALUES (1,'root','x',1,0,1500000000),(2,'shop','x',0,1,1500000000),(3,'joe','x',0,0,1500000001),
  (4,'ex','x',0,0,1500000001);
INSERT INTO items VALUES (1,'shop','thing',9.5),(2,'ex','old thing',1);
INSERT INTO orders VALUES (10,'joe',19,'done',1500000100),(11,'joe',1,'done',1500000100);
INSERT INTO order_items VALUES (1,10,1,2),(2,10,2,1);
INSERT INTO reviews VALUES (1,10,5,'ok',1500000200);
INSERT INTO deposits VALUES (1,3,0.5,'addr',1500000300);
"""
FORUM = """
CREATE TABLE phpbb_users (user_id int primary key, user_type int, group_id int, username varchar(9), user_email text,
  user_password text, user_regdate int, user_lastvisit int);
CREATE TABLE phpbb_groups (group_id int primary key, group_type int, group_name varchar(20));
CREATE TABLE phpbb_user_group (group_id int, user_id int, group_leader int);
CREATE TABLE phpbb_forums (forum_id int primary key, forum_name text);
CREATE TABLE phpbb_topics (topic_id int primary key, forum_id int, topic_title text, topic_poster int);
CREATE TABLE phpbb_posts (post_id int primary key, topic_id int, forum_id int, poster_id int, post_time int, post_text text);
CREATE TABLE phpbb_sessions (session_id text, session_user_id int, session_time int, session_ip text, session_browser text);
INSERT INTO phpbb_users VALUES (2,0,5,'Boss','','h',1400000000,1400000100),(3,0,2,'Pete','','h',1400000000,0);
INSERT INTO phpbb_groups VALUES (5,3,'ADMINISTRATORS'),(2,3,'REGISTERED');
INSERT INTO phpbb_user_group VALUES (5,2,0),(2,2,0),(2,3,0);
INSERT INTO phpbb_forums VALUES (1,'Main');
INSERT INTO phpbb_topics VALUES (7,1,'Hello',3);
INSERT INTO phpbb_posts VALUES (70,7,1,3,1400000200,'text of it'),(71,7,1,0,1400000300,'by a guest');
INSERT INTO phpbb_sessions VALUES ('a',3,1400000400,'192.0.2.9','B'),('b',0,1400000400,'192.0.2.8','B');
"""
PROFILES = """
CREATE TABLE accounts (id int primary key, login varchar(9), mail text, role varchar(20), joined datetime);
CREATE TABLE vendors (id int primary key, account_id int, name text, description text, rating decimal(3,2),
  FOREIGN KEY (account_id) REFERENCES accounts(id));
CREATE TABLE listings (id int primary key, vendor_id int, title text, price decimal(9,2), currency char(3),
  FOREIGN KEY (vendor_id) REFERENCES vendors(id));
CREATE TABLE purchases (id int primary key, listing_id int, customer_id int, quantity int,
  price_paid decimal(9,2), created datetime,
  FOREIGN KEY (listing_id) REFERENCES listings(id), FOREIGN KEY (customer_id) REFERENCES accounts(id));
INSERT INTO accounts VALUES (1,'boss','','superadmin,support','2020-01-01'),(2,'sel','','member','2020-01-01'),
  (3,'bob','','member','0000-00-00 00:00:00'),(4,'','','member','2020-01-01');
INSERT INTO vendors VALUES (9,2,'Shop of sel','desc',4.5);
INSERT INTO listings VALUES (5,9,'thing',3,'eur');
INSERT INTO purchases VALUES (6,5,3,1,3,'2020-02-02 10:00:00'),(7,5,3,1,'free','soon');
"""
NO_USERS = """
CREATE TABLE commandes (numero int primary key, client varchar(20), vendeur varchar(20),
  montant_centimes int, date_commande varchar(20));
CREATE TABLE things (a int, b int);
INSERT INTO commandes VALUES (1,'lui','elle',1999,'2021-05-05 10:00:00');
INSERT INTO things VALUES (1,2);
"""
