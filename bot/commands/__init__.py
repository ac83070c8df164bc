"""The commands of `baiyuan`, one file a group. `bot.cli` lists them."""
