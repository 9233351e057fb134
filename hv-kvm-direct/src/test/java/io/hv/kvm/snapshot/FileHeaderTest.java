package io.hv.kvm.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first page of a snapshot file, as it should be and as it should not. */
class FileHeaderTest {

    private static final int PAGE = FileHeader.SIZE;
    private static final FileHeader SOUND = of(false);

    private static FileHeader of(boolean difference) {
        return new FileHeader(difference, 10L * PAGE, PAGE, 4L * PAGE, 9L * PAGE, PAGE, 0x1234_5678);
    }

    private static String refusal(byte[] bytes, long length) {
        return String.valueOf(assertThrows(StateFormatException.class, () -> FileHeader.decode(bytes, length))
                .getMessage());
    }

    @Test
    void isReadAsItWasWritten() {
        for (boolean difference : new boolean[] {false, true}) {
            FileHeader sound = of(difference);
            assertEquals(sound, FileHeader.decode(sound.encode().array(), sound.fileSize()));
        }
    }

    /** Who reads version 1 and no other must not take a difference for a whole file, nor the other way round. */
    @Test
    void aDifferenceHasAVersionOfItsOwn() {
        byte[] whole = SOUND.encode().array();
        byte[] difference = of(true).encode().array();
        assertEquals(1, whole[8]);
        assertEquals(2, difference[8]);
        assertArrayEquals(difference, SnapshotSurgery.ofVersion(whole, 2));
        difference[8] = 1;
        assertTrue(refusal(difference, SOUND.fileSize()).contains("its header is damaged"));
    }

    @Test
    void isRefusedAtEveryLength() {
        byte[] whole = SOUND.encode().array();
        for (int length = 0; length < PAGE; length++) {
            String why = refusal(Arrays.copyOf(whole, length), length);
            assertTrue(why.contains(length < 8 ? "it is no saved machine" : "ends after " + length + " bytes"), why);
        }
        for (long length : new long[] {PAGE, PAGE + 1, SOUND.fileSize() - 1}) {
            String why = refusal(whole, length);
            assertTrue(why.contains("should have " + SOUND.fileSize() + " bytes and has " + length), why);
        }
        assertTrue(refusal(whole, SOUND.fileSize() + 1).contains("do not fit"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isRefusedWithAnyBitFlipped(boolean difference) {
        byte[] whole = of(difference).encode().array();
        for (int bit = 0; bit < PAGE * Byte.SIZE; bit++) {
            whole[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String why = refusal(whole, SOUND.fileSize());
            int at = bit / Byte.SIZE;
            assertTrue(
                    why.contains(at < 8 ? "no saved machine" : at < 12 ? "of version" : "its header is damaged"),
                    () -> at + ": " + why);
            whole[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }

    @Test
    void aLaterVersionIsNamed() {
        byte[] later = SnapshotSurgery.ofVersion(SOUND.encode().array(), 3);
        assertEquals(
                "it is of version 3 of its format, and this hv reads versions 1 and 2",
                refusal(later, SOUND.fileSize()));
    }

    /** Numbers that no writer writes, with a checksum that is right. */
    @ParameterizedTest
    @CsvSource({
        "40960, 0, 16384, 36864, 4096",
        "40960, 4097, 16384, 36864, 4096",
        "40960, -4096, 16384, 36864, 4096",
        "40960, 4096, 0, 36864, 4096",
        "40960, 4096, -1, 36864, 4096",
        "40960, 4096, 9223372036854775807, 36864, 4096",
        "40960, 9223372036854771712, 16384, 36864, 4096",
        "40960, 4096, 16384, 4096, 4096",
        "40960, 4096, 16384, 20479, 4096",
        "40960, 4096, 16384, 9223372036854775807, 4096",
        "40960, 4096, 16384, 36864, 0",
        "40960, 4096, 16384, 36864, 4097",
        "40960, 4096, 16384, 36864, 9223372036854775807",
        "-1, 4096, 16384, 36864, 4096",
        "1099511627776, 4096, 16384, 36864, 1099511590912"
    })
    void partsThatCannotBe(long fileSize, long ramStart, long ramSize, long stateStart, long stateSize) {
        FileHeader header = new FileHeader(false, fileSize, ramStart, ramSize, stateStart, stateSize, 0);
        assertTrue(refusal(header.encode().array(), Math.max(fileSize, SOUND.fileSize()))
                .contains("do not fit"));
    }
}
