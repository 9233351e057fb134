package io.hv.image;

import io.hv.image.file.StorageLayer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an image is opened: read-only, locked, with its backing files, unless said otherwise. Immutable. */
public final class OpenOptions {

    private final @Nullable ImageFormat format;
    private final boolean writable;
    private final boolean chain;
    private final boolean locked;
    private final BackingPolicy backing;
    private final StorageLayer layer;
    private final boolean keepsIdentity;

    private OpenOptions(
            @Nullable ImageFormat format,
            boolean writable,
            boolean chain,
            boolean locked,
            BackingPolicy backing,
            StorageLayer layer,
            boolean keepsIdentity) {
        this.format = format;
        this.writable = writable;
        this.chain = chain;
        this.locked = locked;
        this.backing = backing;
        this.layer = layer;
        this.keepsIdentity = keepsIdentity;
    }

    /**
     * By the first bytes of the file. Whoever wrote to a raw image could have written another format's first bytes there,
     * with the name of a backing file to be read: so a probed image that names another file is refused, and opens once its
     * format is stated.
     */
    public static OpenOptions probe() {
        return new OpenOptions(null, false, true, true, BackingPolicy.ownFolder(), StorageLayer.NONE, false);
    }

    /** As this format, whatever its first bytes are. */
    public static OpenOptions format(ImageFormat format) {
        return new OpenOptions(format, false, true, true, BackingPolicy.ownFolder(), StorageLayer.NONE, false);
    }

    /** For reading and writing. The backing files are opened read-only all the same. */
    public OpenOptions writable() {
        return new OpenOptions(format, true, chain, locked, backing, layer, keepsIdentity);
    }

    /** With another policy of what the image may make one open. */
    public OpenOptions backing(BackingPolicy policy) {
        return new OpenOptions(format, writable, chain, locked, policy, layer, keepsIdentity);
    }

    /** Without its backing files: what lies in them cannot be read, all else can be asked. */
    public OpenOptions withoutBacking() {
        return new OpenOptions(format, writable, false, locked, backing, layer, keepsIdentity);
    }

    /** Without a lock against other processes, and without looking at theirs: the caller knows that none writes. */
    public OpenOptions unlocked() {
        return new OpenOptions(format, writable, chain, false, backing, layer, keepsIdentity);
    }

    /** With something between the images and their files. */
    OpenOptions through(StorageLayer between) {
        return new OpenOptions(format, writable, chain, locked, backing, between, keepsIdentity);
    }

    /** For writing, without a change of what children know it by. */
    OpenOptions keepingIdentity() {
        return new OpenOptions(format, true, chain, locked, backing, layer, true);
    }

    /** Whether that stays. */
    boolean keepsIdentity() {
        return keepsIdentity;
    }

    /** What is between the images and their files. */
    StorageLayer layer() {
        return layer;
    }

    /** The format that was stated; empty where it is to be probed. */
    public Optional<ImageFormat> format() {
        return Optional.ofNullable(format);
    }

    /** Whether it is opened for writing. */
    public boolean isWritable() {
        return writable;
    }

    /** Whether the backing files are opened. */
    public boolean isWithBacking() {
        return chain;
    }

    /** Whether it is locked against other processes. */
    public boolean isLocked() {
        return locked;
    }

    /** What the image may make one open. */
    public BackingPolicy backing() {
        return backing;
    }
}
