package io.hv.image.vmdk;

import io.hv.image.file.ImageFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the description that tells of a part of the disk.
 *
 * @param access RW or RDONLY
 * @param length in bytes, above 0
 * @param type FLAT, VMFS, SPARSE or ZERO
 * @param name of its file; empty for ZERO
 * @param offset where it begins in a flat file, in bytes
 * @param at where the line begins in the description's file
 */
record ExtentLine(String access, long length, String type, String name, long offset, long at) {

    /** A dot is any character: the text has one for each byte, and 0x85, as names may have it, would end a line else. */
    private static final Pattern BEGINNING = Pattern.compile("(RW|RDONLY|NOACCESS)\\s.*", Pattern.DOTALL);

    private static final Pattern LINE = Pattern.compile(
            "(RW|RDONLY|NOACCESS)\\s+(\\d{1,16})\\s+([A-Z0-9]+)(?:\\s+\"([^\"]*)\"(?:\\s+(\\d{1,16}))?)?(?:\\s.*)?",
            Pattern.DOTALL);

    private static final List<String> FLAT = List.of("FLAT", "VMFS");
    private static final List<String> KNOWN = List.of("FLAT", "VMFS", "SPARSE", "ZERO");
    /** 2^50 bytes: of as many as there may be, the sum is a number still. */
    private static final long MAX_SECTORS = 1L << 41;

    static boolean isOne(String line) {
        return BEGINNING.matcher(line).matches();
    }

    boolean isFlat() {
        return FLAT.contains(type);
    }

    boolean isZero() {
        return type.equals("ZERO");
    }

    boolean isReadOnly() {
        return access.equals("RDONLY");
    }

    static ExtentLine parse(ImageFile file, String line, long at) {
        Matcher words = LINE.matcher(line);
        if (!words.matches()) {
            throw file.fault("extent", at, "access, size in sectors, type and name are not to be made out");
        }
        if (words.group(1).equals("NOACCESS")) {
            throw file.fault("extent", at, "its access is NOACCESS");
        }
        String type = words.group(3);
        if (!KNOWN.contains(type)) {
            throw file.fault("extent", at, "it is of type " + type + ", which is not known here");
        }
        long sectors = Long.parseLong(words.group(2));
        if (sectors < 1 || sectors > MAX_SECTORS) {
            throw file.fault("extent", at, "it has " + sectors + " sectors");
        }
        String name = words.group(4) == null ? "" : words.group(4);
        if (name.isEmpty() != type.equals("ZERO")) {
            throw file.fault("extent", at, "of type " + type + (name.isEmpty() ? ", without a name" : ", with a name"));
        }
        long offset = words.group(5) == null ? 0 : Long.parseLong(words.group(5));
        if (offset > MAX_SECTORS || (offset != 0 && !FLAT.contains(type))) {
            throw file.fault("extent", at, "it begins at sector " + offset + " of its file");
        }
        return new ExtentLine(
                words.group(1), sectors * SparseHeader.SECTOR, type, name, offset * SparseHeader.SECTOR, at);
    }
}
