"""The outbox: SMS and e-mail with neutral text. Never holds health information."""
