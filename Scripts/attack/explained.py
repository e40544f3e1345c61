"""What may go unseen without an anchor outside the books, and why (Docs/proof.md)."""

WHY = {}
