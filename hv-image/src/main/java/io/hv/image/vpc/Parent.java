package io.hv.image.vpc;

import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A differencing image's parent. Of the names that are there the first in the order of {@link #PLATFORMS} counts, and no
 * other is tried where it leads nowhere: which file is read must not depend on which files there are.
 */
final class Parent {

    private static final int W2RU = 0x57327275;
    private static final int MACX = 0x4d616358;
    private static final int W2KU = 0x57326b75;
    private static final int WI2R = 0x57693272;
    private static final int WI2K = 0x5769326b;
    /** A relative name before one that says where everything was on the machine that made it. */
    private static final List<Integer> PLATFORMS = List.of(W2RU, MACX, W2KU, WI2R, WI2K);

    private static final int MAX_NAME = 4096;
    /** What some file systems round a time to, in seconds. */
    private static final int ROUNDING = 2;

    private static final String FILE_URL = "file://";

    private final ImageFile file;
    private final DynamicHeader header;

    Parent(ImageFile file, DynamicHeader header) {
        this.file = file;
        this.header = header;
    }

    /** A name, and where it stands. */
    record Name(String text, String field, long at) {}

    Name name() {
        List<DynamicHeader.Locator> locators = header.locators();
        for (int platform : PLATFORMS) {
            for (DynamicHeader.Locator each : locators) {
                if (each.platform() == platform) {
                    return new Name(path(text(each), platform), "Parent Locator", each.offset());
                }
            }
        }
        String name = decode(header.parentName(), StandardCharsets.UTF_16BE, nameAt());
        int end = name.indexOf('\0');
        name = end < 0 ? name : name.substring(0, end);
        if (name.isEmpty()) {
            throw file.fault("Parent Unicode Name", nameAt(), "no parent is named, nor by a locator");
        }
        return new Name(path(name, W2RU), "Parent Unicode Name", nameAt());
    }

    private long nameAt() {
        return header.at() + DynamicHeader.PARENT_NAME;
    }

    private String text(DynamicHeader.Locator locator) {
        int length = locator.length();
        if (length <= 0 || length > MAX_NAME) {
            throw file.fault(
                    "Platform Data Length",
                    locator.at() + 8,
                    Integer.toUnsignedString(length) + ", not 1 to " + MAX_NAME);
        }
        if (locator.offset() < Footer.SECTOR || locator.offset() > file.size() - length) {
            throw file.fault(
                    "Platform Data Offset",
                    locator.at() + 16,
                    "the name at " + Long.toUnsignedString(locator.offset()) + " is not in the file");
        }
        byte[] bytes = file.read("Parent Locator", locator.offset(), length).array();
        Charset charset = switch (locator.platform()) {
            case W2RU, W2KU -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
        String text = decode(bytes, charset, locator.offset());
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private String decode(byte[] bytes, Charset charset, long at) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ImageException(file.path(), "Parent Locator", at, "the name is not " + charset, "", e);
        }
    }

    /** As this system writes it: a Mac's is a URL, the others have Windows' separators. */
    private static String path(String text, int platform) {
        if (platform != MACX) {
            return java.io.File.separatorChar == '\\' ? text : text.replace('\\', '/');
        }
        String path = text.startsWith(FILE_URL) ? text.substring(FILE_URL.length()) : text;
        return path.startsWith("localhost/") ? path.substring("localhost".length()) : path;
    }

    /** Opens it, and looks whether it is still what it was. */
    Optional<Disk> open(Opening opening) {
        Name name = name();
        if (name.text.isEmpty()) {
            throw file.fault(name.field, name.at, "the parent's name is empty");
        }
        Optional<Disk> disk = opening.backing(name.text, ImageFormat.VPC.id(), name.field, name.at);
        disk.ifPresent(this::check);
        return disk;
    }

    private void check(Disk disk) {
        Footer footer = ((VpcDisk) disk).footer();
        if (!footer.uniqueId().equals(header.parentId())) {
            throw file.fault(
                    "Parent Unique ID",
                    header.parentIdAt(),
                    header.parentId() + ", but " + disk.file().path() + " is " + footer.uniqueId());
        }
        int expected = header.parentTimeStamp();
        if (expected != 0 && expected != footer.timeStamp() && Math.abs(expected - modified(disk.file())) > ROUNDING) {
            throw new ImageException(
                    file.path(),
                    "Parent Time Stamp",
                    header.at() + DynamicHeader.PARENT_TIME_STAMP,
                    "it is neither that of " + disk.file().path() + " nor when this was modified last",
                    "if the parent was only copied, give the copy the time of its original",
                    null);
        }
    }

    private static int modified(ImageFile parent) {
        try {
            return Footer.timeStamp(Files.getLastModifiedTime(parent.path()).toInstant());
        } catch (IOException e) {
            throw new ImageException(parent.path(), "file", -1, "its time cannot be read: " + e, "", e);
        }
    }
}
