package io.hv.image;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files an image may make its reader open: backing files, an external data file, the extents of a VMDK. Their names stand in the image,
 * which may be anybody's. Immutable.
 */
public final class BackingPolicy {

    /** As deep as {@link #ownFolder} allows. */
    public static final int DEFAULT_DEPTH = 64;

    private static final BackingPolicy OWN_FOLDER = new BackingPolicy(List.of(), false, DEFAULT_DEPTH);

    private final List<Path> folders;
    private final boolean anywhere;
    private final int depth;

    private BackingPolicy(List<Path> folders, boolean anywhere, int depth) {
        this.folders = folders;
        this.anywhere = anywhere;
        this.depth = depth;
    }

    /** Only files in the folder of the image that is opened, or below it: the default. */
    public static BackingPolicy ownFolder() {
        return OWN_FOLDER;
    }

    /** Every file that this process can open. For images that are one's own. */
    public static BackingPolicy anywhere() {
        return new BackingPolicy(List.of(), true, DEFAULT_DEPTH);
    }

    /** This folder and those below it, too. */
    public BackingPolicy allow(Path folder) {
        return new BackingPolicy(
                Stream.concat(folders.stream(), Stream.of(folder)).toList(), anywhere, depth);
    }

    /**
     * With another limit.
     *
     * @param most how many backing files may lie below an image, 0 to 1000
     */
    public BackingPolicy depth(int most) {
        if (most < 0 || most > 1000) {
            throw new IllegalArgumentException("a depth of " + most + ", not 0 to 1000");
        }
        return new BackingPolicy(folders, anywhere, most);
    }

    /** The folders that are allowed beside the image's own. */
    public List<Path> folders() {
        return folders;
    }

    /** Whether every folder is. */
    public boolean isAnywhere() {
        return anywhere;
    }

    /** How many backing files may lie below an image. */
    public int depth() {
        return depth;
    }
}
