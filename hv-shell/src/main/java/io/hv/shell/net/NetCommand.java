package io.hv.shell.net;

import picocli.CommandLine.Command;

/** {@code hv net}. */
@Command(
        name = "net",
        description = "Networks, and the cables of a machine's network cards on kvm:///.",
        subcommands = {NetListCommand.class, CaptureCommand.class, FaultsCommand.class})
public final class NetCommand {

    /** For picocli. */
    public NetCommand() {}
}
