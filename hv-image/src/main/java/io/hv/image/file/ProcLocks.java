package io.hv.image.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Linux's list of all locks (proc(5), "/proc/locks"): where a reader sees that somebody has a byte locked for sharing, which
 * it cannot find out by locking. On other systems nothing is seen.
 */
final class ProcLocks {

    private static final int INODE = 5;
    private static final int START = 6;
    private static final int END = 7;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private ProcLocks() {}

    /** Whether a byte of a file is locked, in any way. */
    static boolean has(Path file, long position) throws IOException {
        Path list = Path.of("/proc/locks");
        if (!Files.isReadable(list)) {
            return false;
        }
        String inode = inode(file);
        for (String line : new String(Files.readAllBytes(list), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            List<String> words = List.of(SPACES.split(line.strip()));
            if (words.size() > END
                    && words.get(INODE).equals(inode)
                    && Long.parseLong(words.get(START)) <= position
                    && (words.get(END).equals("EOF") || Long.parseLong(words.get(END)) >= position)) {
                return true;
            }
        }
        return false;
    }

    /** As the list has it: the device's two numbers, and the inode's. */
    private static String inode(Path file) throws IOException {
        long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
        long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0xfffff000L);
        long minor = (device & 0xff) | ((device >>> 12) & 0xffffff00L);
        return String.format(Locale.ROOT, "%02x:%02x:%s", major, minor, Files.getAttribute(file, "unix:ino"));
    }
}
