"""The program, a page for each verb: what it takes from the store or from lines, and what it gives back."""
