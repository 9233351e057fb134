package io.hv.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a file's pages are in memory when a turn begins. */
enum PageCache {
    /** They are. */
    WARM("warm") {
        @Override
        boolean isPossible() {
            return true;
        }

        @Override
        void prepare(Path file) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            try (FileChannel in = FileChannel.open(file)) {
                while (in.read(buffer) >= 0) {
                    buffer.clear();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** Nothing of any file is. */
    COLD("cold") {
        @Override
        boolean isPossible() {
            return Files.isWritable(SWITCH);
        }

        @Override
        void prepare(Path file) {
            try {
                // Pages and tables of directories: see the kernel's documentation of vm.drop_caches.
                Path unused = Files.writeString(SWITCH, "3");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final Path SWITCH = Path.of("/proc/sys/vm/drop_caches");

    private final String words;

    PageCache(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    abstract boolean isPossible();

    abstract void prepare(Path file);
}
