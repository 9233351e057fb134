package io.hv.image.qcow2;

import io.hv.image.file.ImageFile;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each cluster is used, as the tables tell. Takes room for those that are used only, and not more than is there. */
final class Counts {

    static final int CHUNK = 256;

    private final ImageFile file;
    private final long most = Runtime.getRuntime().maxMemory() / 4 / (CHUNK * Integer.BYTES + 64);
    private final SortedMap<Long, int[]> chunks = new TreeMap<>();
    private long last = -1;
    private int[] lastChunk = new int[0];

    Counts(ImageFile file) {
        this.file = file;
    }

    private int[] chunk(long index) {
        if (index != last) {
            lastChunk = chunks.computeIfAbsent(index, key -> {
                if (chunks.size() >= most) {
                    throw file.fault("file", -1, "its clusters are too many to be counted in this memory");
                }
                return new int[CHUNK];
            });
            last = index;
        }
        return lastChunk;
    }

    void add(long cluster) {
        chunk(cluster / CHUNK)[(int) (cluster % CHUNK)]++;
    }

    int get(long cluster) {
        int[] chunk = chunks.get(cluster / CHUNK);
        return chunk == null ? 0 : chunk[(int) (cluster % CHUNK)];
    }

    /** Chunks that have been used, by their index. */
    SortedMap<Long, int[]> chunks() {
        return chunks;
    }
}
