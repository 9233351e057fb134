package io.hv.shell.control;

import java.nio.file.Path;
import java.util.List;

/** A command that one process asks another to run. Immutable. */
public final class Request {

    private final List<String> arguments;
    private final Path folder;
    private final byte[] input;

    /**
     * A command.
     *
     * @param arguments as they were typed
     * @param folder absolute; what relative paths among them are relative to
     * @param input what the command reads from its standard input
     */
    public Request(List<String> arguments, Path folder, byte[] input) {
        this.arguments = List.copyOf(arguments);
        this.folder = folder;
        this.input = input.clone();
    }

    /** The command's words. */
    public List<String> arguments() {
        return arguments;
    }

    /** What relative paths are relative to. */
    public Path folder() {
        return folder;
    }

    /** What it reads from its standard input. */
    public byte[] input() {
        return input.clone();
    }
}
