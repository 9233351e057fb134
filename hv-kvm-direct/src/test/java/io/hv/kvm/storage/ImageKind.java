package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.ConvertOptions;
import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a disk stands on: how a test makes one of given bytes, and reads them without the code that it tests. */
public enum ImageKind {
    /** A raw file whose last bytes are no whole sector. */
    RAW(ImageFormat.RAW),
    /** As most are. */
    QCOW2(ImageFormat.QCOW2),
    /** Clusters as small as an overlay's blocks, with compressed ones. */
    SMALL_CLUSTERS(ImageFormat.QCOW2),
    /** Half of its bytes are in a raw file below it. */
    OVERLAY(ImageFormat.QCOW2),
    /** Of the old version, which cannot note zeros over the file below it. */
    OLD_OVERLAY(ImageFormat.QCOW2),
    /** One sparse file. */
    VMDK(ImageFormat.VMDK),
    /** Dynamic. */
    VHD(ImageFormat.VPC),
    /** As a raw file, with a footer behind. */
    FIXED_VHD(ImageFormat.VPC),
    /** Dynamic. */
    VDI(ImageFormat.VDI),
    /** Dynamic, with the smallest blocks that there are. */
    VHDX(ImageFormat.VHDX);

    private static final int SECTOR = 512;
    private static final String BELOW = "below.img";
    private static final Set<ImageFormat> CHECKED =
            Set.of(ImageFormat.QCOW2, ImageFormat.VMDK, ImageFormat.VDI, ImageFormat.VHDX);

    private final ImageFormat format;

    ImageKind(ImageFormat format) {
        this.format = format;
    }

    /** The format that it is opened by. */
    public ImageFormat format() {
        return format;
    }

    /** Makes one in a folder. */
    public Path make(Path folder, byte[] bytes) throws IOException {
        if (this == RAW) {
            return Files.write(folder.resolve("disk.raw"), Arrays.copyOf(bytes, bytes.length + 100));
        }
        Path file = folder.resolve("disk." + format);
        try (Image image = Image.create(file, options(folder, bytes))) {
            boolean isOverlay = this == OVERLAY || this == OLD_OVERLAY;
            int from = isOverlay ? bytes.length / 2 : 0;
            image.write(from, ByteBuffer.wrap(bytes, from, bytes.length - from));
        }
        if (this == SMALL_CLUSTERS) {
            compress(file);
        }
        return file;
    }

    private CreateOptions options(Path folder, byte[] bytes) throws IOException {
        CreateOptions plain = CreateOptions.of(format, bytes.length);
        return switch (this) {
            case RAW, QCOW2, VMDK, VHD, VDI -> plain;
            case FIXED_VHD -> plain.subformat("fixed");
            case VHDX -> plain.blockSize(1 << 20);
            case SMALL_CLUSTERS -> plain.clusterSize(4096);
            case OVERLAY -> below(folder, bytes);
            case OLD_OVERLAY -> below(folder, bytes).clusterSize(1 << 14).version(2);
        };
    }

    /** The second half of what lies below is not seen. */
    private static CreateOptions below(Path folder, byte[] bytes) throws IOException {
        byte[] half = bytes.clone();
        Arrays.fill(half, half.length / 2, half.length, (byte) 0x11);
        Path unused = Files.write(folder.resolve(BELOW), half);
        return CreateOptions.overlay(BELOW, ImageFormat.RAW);
    }

    private static void compress(Path file) throws IOException {
        Path plain = file.resolveSibling("plain.qcow2");
        Path unused = Files.move(file, plain);
        try (Image image = Image.open(plain, OpenOptions.format(ImageFormat.QCOW2))) {
            CreateOptions target =
                    CreateOptions.of(ImageFormat.QCOW2, image.capacity()).clusterSize(4096);
            image.convert(file, ConvertOptions.to(target).compressed());
        }
        Files.delete(plain);
    }

    /** How many names it has in its folder. */
    public int names() {
        return this == OVERLAY || this == OLD_OVERLAY ? 2 : 1;
    }

    /**
     * The bytes that a flushed image has, in whole sectors; that it is sound is seen to as well.
     *
     * @param copies a folder of the test's, since an image that is being written is read by its copy only
     */
    public byte[] read(Path file, Path copies) throws IOException {
        if (this == RAW) {
            byte[] bytes = Files.readAllBytes(file);
            return Arrays.copyOf(bytes, bytes.length / SECTOR * SECTOR);
        }
        Path copy = copies.resolve("copy." + format);
        Path below = file.resolveSibling(BELOW);
        List<Path> all = Files.exists(below) ? List.of(file, below) : List.of(file);
        for (Path each : all) {
            Path unused = Files.write(each.equals(file) ? copy : copies.resolve(BELOW), Files.readAllBytes(each));
        }
        try (Image image = Image.open(copy, OpenOptions.format(format))) {
            if (CHECKED.contains(format)) {
                assertEquals(List.of(), image.check().findings());
            }
            byte[] bytes = new byte[(int) image.capacity()];
            image.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        }
    }

    /** Whether a range may be the same as before after a discard: where it is not of whole clusters. */
    boolean mayKeepDiscarded() {
        return this != RAW;
    }

    /** Whether a range of whole clusters of 64 KiB that is discarded reads as zeros. */
    public boolean forgetsClusters() {
        return this == RAW || this == FIXED_VHD || (format == ImageFormat.QCOW2 && this != OLD_OVERLAY);
    }

    /** Whether its capacity can be changed. */
    public boolean isResizable() {
        return format == ImageFormat.RAW || format == ImageFormat.QCOW2;
    }

    /** What has become of discarded bytes is either of both. */
    static void assertDiscarded(byte[] before, byte[] after) {
        assertEquals(before.length, after.length);
        for (int i = 0; i < before.length; i++) {
            assertTrue(after[i] == 0 || after[i] == before[i], "byte " + i);
        }
    }
}
