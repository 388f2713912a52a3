"""The forms of people, tags, fields and turf."""

from crm.contacts.forms.people import ContactForm, EditContactForm, NewContactForm

__all__ = ["ContactForm", "EditContactForm", "NewContactForm"]
