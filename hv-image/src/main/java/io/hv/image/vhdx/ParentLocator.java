package io.hv.image.vhdx;

import io.hv.image.ImageException;
import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * By what a parent is found; [MS-VHDX] 2.6.2.6.
 *
 * @param offset where it stands in the file
 * @param values by their keys
 */
record ParentLocator(long offset, Map<String, String> values) {

    static final UUID TYPE = UUID.fromString("b04aefb7-d19e-4a81-b789-25b8e9445913");
    static final String NAME = "ParentLocator";
    static final int HEAD = 20;
    static final int ENTRY = 12;

    /** As they are tried. A volume's name is one of Windows alone. */
    private static final List<String> PATHS = List.of("relative_path", "absolute_win32_path", "volume_path");

    static ParentLocator of(ImageFile file, long offset, ByteBuffer in) {
        UUID type = Guid.get(in, 0);
        if (!type.equals(TYPE)) {
            throw file.fault(NAME, offset, "its type " + type + " is not known");
        }
        int count = in.getChar(18);
        if (HEAD + count * ENTRY > in.limit()) {
            throw file.fault(NAME, offset + 18, count + " entries, more than there is room for");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = HEAD + i * ENTRY;
            String key = text(file, offset + at, in, in.getInt(at), in.getChar(at + 8));
            String value = text(file, offset + at + 4, in, in.getInt(at + 4), in.getChar(at + 10));
            if (values.put(key, value) != null) {
                throw file.fault(NAME, offset + at, "a key is there twice");
            }
        }
        ParentLocator locator = new ParentLocator(offset, Map.copyOf(values));
        if (locator.linkages(file).isEmpty()) {
            throw file.fault(NAME, offset, "it has no parent_linkage");
        }
        return locator;
    }

    private static String text(ImageFile file, long at, ByteBuffer in, int offset, int length) {
        if (offset < HEAD || length == 0 || length % 2 != 0 || offset > in.limit() - length) {
            throw file.fault(
                    NAME, at, length + " bytes of text at " + Integer.toUnsignedString(offset) + " are not in it");
        }
        byte[] text = new byte[length];
        in.get(offset, text);
        return new String(text, StandardCharsets.UTF_16LE);
    }

    /** What the parent's DataWriteGuid may be. */
    List<UUID> linkages(ImageFile file) {
        List<UUID> all = new ArrayList<>();
        for (String key : List.of("parent_linkage", "parent_linkage2")) {
            String value = values.get(key);
            if (value != null) {
                try {
                    all.add(UUID.fromString(
                            value.replace("{", "").replace("}", "").toLowerCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    throw new ImageException(file.path(), NAME, offset, key + " is no identifier", "", e);
                }
            }
        }
        return all;
    }

    /** The names of the parent, the best first, with this system's separators. */
    List<String> names() {
        return PATHS.stream()
                .flatMap(key -> Optional.ofNullable(values.get(key)).stream())
                .map(name -> name.replace('\\', File.separatorChar))
                .toList();
    }
}
