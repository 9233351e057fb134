package io.hv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture of a screen, in a format of its host's: PNG, or the portable pixmap (PPM). Immutable. */
public final class Screenshot {

    /** {@code image/png}. */
    public static final String PNG = "image/png";
    /** {@code image/x-portable-pixmap}. */
    public static final String PPM = "image/x-portable-pixmap";

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** The signature, then the chunk IHDR: length, name, width, height (PNG 1.2, 11.2.2). */
    private static final int PNG_WIDTH_AT = 16;

    private static final int PNG_HEAD = 24;
    private static final int LONGEST_PPM_HEAD = 256;
    private static final Pattern PPM_HEAD =
            Pattern.compile("P6(?:\\s|#[^\\n]*\\n)+(\\d{1,6})\\s+(\\d{1,6})\\s.*", Pattern.DOTALL);

    private final String mediaType;
    private final byte[] bytes;
    private final int width;
    private final int height;

    private Screenshot(String mediaType, byte[] bytes, int width, int height) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.width = width;
        this.height = height;
    }

    /**
     * A picture.
     *
     * @param bytes a file of one of the formats
     * @throws IllegalArgumentException if it is neither
     */
    public static Screenshot of(byte[] bytes) {
        if (bytes.length >= PNG_HEAD
                && Arrays.equals(bytes, 0, PNG_SIGNATURE.length, PNG_SIGNATURE, 0, PNG_SIGNATURE.length)) {
            ByteBuffer head = ByteBuffer.wrap(bytes);
            return checked(PNG, bytes, head.getInt(PNG_WIDTH_AT), head.getInt(PNG_WIDTH_AT + Integer.BYTES));
        }
        String head = new String(bytes, 0, Math.min(bytes.length, LONGEST_PPM_HEAD), StandardCharsets.ISO_8859_1);
        Matcher ppm = PPM_HEAD.matcher(head);
        if (ppm.matches()) {
            return checked(PPM, bytes, Integer.parseInt(ppm.group(1)), Integer.parseInt(ppm.group(2)));
        }
        throw new IllegalArgumentException("neither a PNG nor a PPM: " + bytes.length + " bytes");
    }

    private static Screenshot checked(String mediaType, byte[] bytes, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " by " + height + " pixels");
        }
        return new Screenshot(mediaType, bytes.clone(), width, height);
    }

    /** {@link #PNG} or {@link #PPM}. */
    public String mediaType() {
        return mediaType;
    }

    /** Pixels in a line, 1 or more. */
    public int width() {
        return width;
    }

    /** Lines, 1 or more. */
    public int height() {
        return height;
    }

    /** The file, the caller's own copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it is the same file. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Screenshot that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return width + " by " + height + " pixels, " + mediaType + ", " + bytes.length + " bytes";
    }
}
