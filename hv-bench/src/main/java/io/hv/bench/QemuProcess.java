package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A QEMU that boots a small guest; its serial port is the process's output. */
final class QemuProcess {

    private QemuProcess() {}

    /** Words for a raw image, for a device whose drive is {@code disk}. */
    static List<String> drive(Path disk) {
        return List.of("-drive", "if=none,id=disk,file=" + disk + ",format=raw,cache=writeback,aio=threads");
    }

    /**
     * Starts one.
     *
     * @param machine words of the command line, by blanks
     * @param more further words
     */
    static Process start(Setting setting, String machine, Path kernel, List<String> more) {
        List<String> command = new ArrayList<>(List.of(setting.options().qemu.split(" ")));
        command.addAll(List.of(machine.split(" ")));
        command.addAll(List.of("-kernel", kernel.toString()));
        command.addAll(more);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("QEMU does not start", e);
        }
    }

    /** Ends one, and waits until it has. */
    static void end(Process process) {
        process.destroy();
        Process unused = process.onExit().join();
    }
}
