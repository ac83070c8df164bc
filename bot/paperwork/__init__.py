"""Files sent in chat: each waits in a row, is worked on in a process of its own, and is answered once."""
