package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Waits until the kernel is done with machines that were closed: hv hands them to a reaper, and what that does must not
 * fall into somebody else's turn.
 */
final class Burials {

    private static final Path FILES = Path.of("/proc/self/fd");
    private static final String VM = "anon_inode:kvm-vm";
    private static final String REAPER = "hv/kvm/reaper";

    private Burials() {}

    /** How many machines this process has in the kernel. */
    static long machines() {
        try (Stream<Path> files = Files.list(FILES)) {
            List<Path> all = files.toList();
            return all.stream().filter(file -> target(file).equals(VM)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            // The folder's own descriptor, or one that was closed meanwhile.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until there are no more machines than so many, and no reaper is at work. */
    static void await(long machines) {
        while (machines() > machines || reaping()) {
            Thread.onSpinWait();
        }
    }

    private static boolean reaping() {
        Thread[] threads = new Thread[Thread.activeCount() + 64];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().startsWith(REAPER) && threads[i].getState() == Thread.State.RUNNABLE) {
                return true;
            }
        }
        return false;
    }
}
