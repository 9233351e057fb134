package io.hv.image.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who else has a file open, as far as this system tells: from {@code /proc}, where there is one. */
final class LockHolder {

    private LockHolder() {}

    static String of(Path file) {
        List<String> holders = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = file.toRealPath();
            for (Path process : processes) {
                String pid = String.valueOf(process.getFileName());
                if (!pid.equals(Long.toString(self)) && hasOpen(process, real)) {
                    holders.add("process " + pid + name(process));
                }
            }
        } catch (IOException e) {
            // No /proc here: there is nothing to say but that somebody has it.
            return "another process";
        }
        return holders.isEmpty() ? "another process" : String.join(", ", holders);
    }

    private static boolean hasOpen(Path process, Path file) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : files) {
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Another user's, or gone meanwhile: not known to be the one.
            return false;
        }
        return false;
    }

    private static String name(Path process) {
        try {
            return " (" + Files.readString(process.resolve("comm")).strip() + ")";
        } catch (IOException e) {
            // It has just ended.
            return "";
        }
    }
}
