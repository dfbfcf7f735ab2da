"""The outbox: SMS and e-mail with neutral text. Never holds health information, never more than one recipient."""
