"""`python -m filature`: the same as the command `filature`."""

from filature.cli import main

if __name__ == "__main__":
    main()
