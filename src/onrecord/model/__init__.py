"""The nouns: frozen, slotted records. Standard library only; nothing here reads or writes."""
