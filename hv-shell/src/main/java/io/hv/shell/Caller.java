package io.hv.shell;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who types a command.
 *
 * @param in the keyboard, or what else is its standard input
 * @param folder what its relative paths are relative to; absolute
 * @param serving the host of this process's machine, where the command comes from another process and is about that machine
 */
record Caller(InputStream in, Path folder, Optional<URI> serving) {

    /** Somebody at this process. */
    static Caller here(InputStream in) {
        return new Caller(in, Path.of("").toAbsolutePath(), Optional.empty());
    }
}
