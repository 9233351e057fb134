package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.backend.SystemView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A machine that a test makes up of files in a folder. */
final class MadeUp extends SystemView {

    private final Map<String, Long> numbers = new HashMap<>();
    private boolean permitted = true;

    MadeUp(Path root) {
        super(root);
    }

    MadeUp with(String file, String text) {
        try {
            Path path = path(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The device is there, and this process may not open it. */
    MadeUp forbidden(long gid, long mode) {
        permitted = false;
        numbers.put("/dev/kvm gid", gid);
        numbers.put("/dev/kvm mode", mode);
        return with("/dev/kvm", "");
    }

    @Override
    public boolean mayReadAndWrite(String absolute) {
        return permitted && exists(absolute);
    }

    @Override
    public OptionalLong number(String absolute, String attribute) {
        Long number = numbers.get(absolute + " " + attribute);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    Surroundings around() {
        return around("Linux", "amd64", 512L << 20);
    }

    Surroundings around(String os, String architecture, long heap) {
        return new Surroundings(this, os, architecture, "ann", 17, heap);
    }

    static Finding find(List<Finding> findings, String id) {
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + findings));
    }
}
