"""Clinical knowledge, defined once: instruments, pathway, levels, registration words, crisis contacts.

Pure Python: this room knows no framework, no database and no other room.
"""
