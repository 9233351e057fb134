package io.hv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenshotTest {

    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static Screenshot ppm(String head) {
        return Screenshot.of((head + "\u00ff\u0000x").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void ofPng() {
        Screenshot shot = Screenshot.of(png(720, 400));
        assertEquals(Screenshot.PNG, shot.mediaType());
        assertEquals(720, shot.width());
        assertEquals(400, shot.height());
        assertArrayEquals(png(720, 400), shot.bytes());
        shot.bytes()[0] = 0;
        assertEquals(Screenshot.of(png(720, 400)), shot);
        assertEquals(Screenshot.of(png(720, 400)).hashCode(), shot.hashCode());
        assertNotEquals(Screenshot.of(png(720, 401)), shot);
        assertEquals("720 by 400 pixels, image/png, 33 bytes", shot.toString());
    }

    @Test
    void ofPpm() {
        for (String head : List.of("P6\n640 480\n255\n", "P6 640 480 255 ", "P6\n# a comment 1 2\n640\t480\n255\n")) {
            Screenshot shot = ppm(head);
            assertEquals(Screenshot.PPM, shot.mediaType(), head);
            assertEquals(640, shot.width(), head);
            assertEquals(480, shot.height(), head);
        }
    }

    @Test
    void whatIsNoPicture() {
        for (String head : List.of("", "P5\n1 1\n255\n", "P6\n0 480\n255\n", "P6\n64", "P6640 480\n255\n", "GIF89a")) {
            assertThrows(IllegalArgumentException.class, () -> ppm(head), head);
        }
        assertThrows(IllegalArgumentException.class, () -> Screenshot.of(png(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> Screenshot.of(png(1, -1)));
        assertThrows(IllegalArgumentException.class, () -> Screenshot.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
    }

    @Test
    void modelsOfDisplays() {
        assertEquals("virtio", new DisplayModel("virtio").toString());
        for (String bad : List.of("", "none", "VGA", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> new DisplayModel(bad), bad);
        }
        DomainSpec spec = DomainSpec.named("x").display(DisplayModel.VGA).build();
        assertEquals(DisplayModel.VGA, spec.display().orElseThrow());
        assertEquals(spec, spec.edit(b -> {}));
        assertNotEquals(spec, spec.edit(DomainSpec.Builder::noDisplay));
    }
}
