package io.hv.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who else has an image's file open, as far as this system tells: from {@code /proc}, where there is one. */
public final class ImageUsers {

    private static final String UNKNOWN = "another process";

    private ImageUsers() {}

    /**
     * Why it cannot be locked, in words that name who is in the way.
     *
     * @param position of the byte that somebody else has locked
     * @param writable whether it was to be written
     * @param own how many of this process's descriptors are the asker's own; with more this process is in the way, too
     */
    public static ImageException refusal(Path file, long position, boolean writable, int own) {
        return new ImageException(
                file,
                "lock",
                position,
                (writable ? "it is in use by " : "it is being written by ") + of(file, own),
                "end that, or copy the image",
                null);
    }

    /** By number and name; "another process" where they cannot be seen. */
    private static String of(Path file, int own) {
        List<String> users = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = file.toRealPath();
            for (Path process : processes) {
                String pid = String.valueOf(process.getFileName());
                boolean isSelf = pid.equals(Long.toString(self));
                if (descriptors(process, real) > (isSelf ? own : 0)) {
                    users.add(isSelf ? "this process" : "process " + pid + name(process));
                }
            }
        } catch (IOException e) {
            // No /proc here: there is nothing to say but that somebody has it.
            return UNKNOWN;
        }
        return users.isEmpty() ? UNKNOWN : String.join(", ", users);
    }

    private static int descriptors(Path process, Path file) {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : files) {
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file)) {
                    count++;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's, or gone meanwhile: not known to be one, but for those that were seen.
            return count;
        }
        return count;
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
