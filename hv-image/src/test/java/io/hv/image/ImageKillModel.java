package io.hv.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The disk of an {@link ImageKillHistory} as an array of bytes, and its snapshots as others. */
final class ImageKillModel {

    private byte[] bytes;
    private final Map<String, byte[]> snapshots = new LinkedHashMap<>();

    ImageKillModel(byte[] bytes) {
        this.bytes = bytes;
    }

    void take(ImageKillHistory.Step step) {
        switch (step.what()) {
            case WRITE, COMPRESS -> System.arraycopy(step.bytes(), 0, bytes, step.at(), step.length());
            case ZERO, DISCARD -> Arrays.fill(bytes, step.at(), step.at() + step.length(), (byte) 0);
            case CREATE_SNAPSHOT -> {
                byte[] unused = snapshots.put(step.snapshot(), bytes.clone());
            }
            case APPLY_SNAPSHOT -> bytes = snapshot(step.snapshot()).clone();
            case DELETE_SNAPSHOT -> {
                byte[] unused = snapshots.remove(step.snapshot());
            }
            case FLUSH, REOPEN -> {
                // The bytes are what they were.
            }
        }
    }

    byte at(int offset) {
        return bytes[offset];
    }

    boolean isLike(byte[] others) {
        return Arrays.equals(bytes, others);
    }

    /** The snapshots' names, the oldest first. */
    List<String> snapshots() {
        return List.copyOf(snapshots.keySet());
    }

    /** What the disk was at a snapshot. */
    byte[] snapshot(String name) {
        byte[] there = snapshots.get(name);
        if (there == null) {
            throw new IllegalArgumentException(name);
        }
        return there;
    }
}
