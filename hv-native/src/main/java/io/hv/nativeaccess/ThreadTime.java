package io.hv.nativeaccess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long a thread has been on a processor, in its own code, the kernel's and a guest's (proc(5): schedstat). Created by the
 * thread itself, asked by any. Thread ids are used again, so who asks holds a lock that the thread takes before it ends.
 */
public final class ThreadTime {

    private final Path file;

    private ThreadTime() {
        this.file = Path.of("/proc/self/task/" + Libc.threadId() + "/schedstat");
    }

    /** That of the calling thread. */
    public static ThreadTime here() {
        Libc.Platform.require();
        return new ThreadTime();
    }

    /**
     * The time until now.
     *
     * @throws IOException if the kernel does not tell it: it was built without, or the thread has ended
     */
    public Duration now() throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int end = text.indexOf(' ');
        try {
            return Duration.ofNanos(Long.parseLong(text.substring(0, Math.max(0, end))));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is not as expected: '" + text.strip() + "'", e);
        }
    }
}
