package io.hv.image.seed;

import io.hv.image.ImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small set of files as a CD-ROM's image: ISO 9660 (ECMA-119) with names of level 1, and each file's own name by Joliet and
 * by Rock Ridge (SUSP 1.12, RRIP 1.10). Files belong to root and nobody can write them. The same files with the same times
 * make the same bytes, everywhere.
 *
 * <p>A path has up to eight names with {@code /} between them, 116 characters in all. A name has 1 to 64 characters of Unicode's
 * first plane, no control characters, none of {@code * / : ; ? \}, and no dot at its end: that is what Joliet has room for. A
 * file has less than 4 GiB.
 *
 * <p>Immutable; each method that adds or sets something returns a new value. What is not possible is an
 * {@link IllegalArgumentException} at once.
 */
public final class IsoImage {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]([A-Za-z0-9_. -]{0,30}[A-Za-z0-9_.-])?");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = FIRST_YEAR + 255;

    private final String label;
    private final Instant modified;
    /** By path; null for a folder. */
    private final SortedMap<String, @Nullable IsoSource> entries;

    private IsoImage(String label, Instant modified, SortedMap<String, @Nullable IsoSource> entries) {
        this.label = label;
        this.modified = modified;
        this.entries = entries;
    }

    /**
     * An empty one.
     *
     * @param label the volume's: 1 to 32 letters, digits, {@code _}, {@code .}, {@code -} and blanks, no blank at an end; Joliet
     *     has its first 16
     */
    public static IsoImage labelled(String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("a volume cannot be called '" + label
                    + "'; use 1 to 32 letters, digits, '_', '.', '-', and blanks within");
        }
        return new IsoImage(label, Instant.EPOCH, new TreeMap<>());
    }

    /** With this file. The folders on its path come with it. */
    public IsoImage file(String path, byte[] content) {
        return with(path, new IsoSource.Bytes(content.clone()));
    }

    /** With this file, in UTF-8. */
    public IsoImage file(String path, String content) {
        return with(path, new IsoSource.Bytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** With the content of a file, which is read whenever this image is written, and must have the same length until then. */
    public IsoImage file(String path, Path content) {
        IsoSource source = new IsoSource.FromFile(content);
        long unused = source.size();
        return with(path, source);
    }

    /** With this folder, which may stay empty. */
    public IsoImage folder(String path) {
        return with(path, null);
    }

    /**
     * The time that the volume and all its files have as that of their last change, in whole seconds; 1970 otherwise.
     *
     * @param time in a year from 1900 to 2155
     */
    public IsoImage modified(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("ISO 9660 has no time " + time + "; its years are 1900 to 2155");
        }
        return new IsoImage(label, time.truncatedTo(ChronoUnit.SECONDS), entries);
    }

    private IsoImage with(String path, @Nullable IsoSource source) {
        IsoNames.check(path, source == null);
        SortedMap<String, @Nullable IsoSource> more = new TreeMap<>(entries);
        for (String above = IsoNames.above(path); !above.isEmpty(); above = IsoNames.above(above)) {
            if (entries.containsKey(above) && entries.get(above) != null) {
                throw new IllegalArgumentException("'" + path + "' cannot be, since '" + above + "' is a file");
            }
            more.putIfAbsent(above, null);
        }
        boolean isThere = entries.containsKey(path);
        if (isThere && (source != null || entries.get(path) != null)) {
            throw new IllegalArgumentException("'" + path + "' is there already");
        }
        more.put(path, source);
        return new IsoImage(label, modified, more);
    }

    /** The volume's label. */
    public String label() {
        return label;
    }

    /**
     * How long the image is, in bytes: a multiple of 2048.
     *
     * @throws ImageException if a file that was given by its path cannot be looked at
     */
    public long size() {
        return layout().size();
    }

    private IsoLayout layout() {
        return new IsoLayout(label, modified, IsoNode.tree(entries));
    }

    /**
     * Writes the image, from its beginning to its end; the stream stays open.
     *
     * @throws IOException if the stream fails
     * @throws ImageException if a file that was given by its path cannot be read, or has another length by now
     */
    public void writeTo(OutputStream out) throws IOException {
        new IsoWriter(layout(), out).write();
    }

    /**
     * Writes the image into a file, which takes the place of one that is there when it is whole, and not before.
     *
     * @throws ImageException if that fails; nothing is left of it then
     */
    public void write(Path file) {
        Objects.requireNonNull(file.getFileName(), "a file's name");
        try {
            NewFile.write(file, this::writeTo);
        } catch (IOException e) {
            throw new ImageException(file, "file", -1, "cannot be written: " + e, "", e);
        }
    }

    /**
     * The image.
     *
     * @throws IllegalStateException if it has more bytes than an array
     */
    public byte[] toBytes() {
        long size = size();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "an image of " + size + " bytes does not fit in an array; write it to a file");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "ISO 9660 '" + label + "' " + entries.keySet();
    }
}
