package io.hv.shell.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTargetTest {

    @TempDir
    private Path folder;

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatIsWholeTakesThePlaceOfWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (NewTarget target = NewTarget.at(link)) {
            Files.writeString(target.file(), "after");
            target.made();
            target.keep();
        }
        assertEquals("after", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(2, files());
    }

    @Test
    void whatDoesNotComeToBeWholeLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "before");
        try (NewTarget target = NewTarget.at(file)) {
            Files.writeString(target.file(), "half");
            target.made();
        }
        assertEquals("before", Files.readString(file));
        // Also where the new one is left over by somebody who did not come to say that it is made.
        try (NewTarget target = NewTarget.at(file)) {
            Files.writeString(target.file(), "left over");
        }
        assertEquals("before", Files.readString(file));
        Path other = folder.resolve("b");
        try (NewTarget target = NewTarget.at(other)) {
            Files.writeString(target.file(), "half");
            target.made();
        }
        assertFalse(Files.exists(other));
        assertEquals(1, files());
    }

    @Test
    void aFolderIsNotReplaced() {
        CommandException refused = assertThrows(CommandException.class, () -> NewTarget.at(folder));
        assertEquals(folder + ": it is there already, and is no regular file", refused.getMessage());
    }
}
