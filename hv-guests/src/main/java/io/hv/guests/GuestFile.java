package io.hv.guests;

import io.hv.guests.SmallGuest.Ending;
import io.hv.guests.SmallGuest.Format;
import io.hv.guests.SmallGuest.Mode;
import io.hv.guests.SmallGuest.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes a {@link SmallGuest} of a checked-in file and of what is known of it. */
final class GuestFile {

    private static final long REAL_MODE_ADDRESS = 0x7c00;
    private static final long ADDRESS = 0x100000;

    private final String file;
    private final Mode mode;
    private final String description;
    private final List<Parameter> parameters = new ArrayList<>();
    private String console = "";
    private Ending ending = Ending.DEBUG_EXIT;
    private int exitStatus = SmallGuest.PASSED;
    private boolean multiboot;

    private GuestFile(String file, Mode mode, String description) {
        this.file = file;
        this.mode = mode;
        this.description = description;
    }

    static GuestFile of(String file, Mode mode, String description) {
        return new GuestFile(file, mode, description);
    }

    /** The next parameter in the block. */
    GuestFile parameter(String name, String meaning) {
        int offset = SmallGuest.PARAMETERS_OFFSET + parameters.size() * SmallGuest.PARAMETER_SIZE;
        parameters.add(new Parameter(name, offset, meaning));
        return this;
    }

    /** A regular expression for all that it prints. */
    GuestFile prints(String regex) {
        console = regex;
        return this;
    }

    GuestFile ends(Ending how) {
        ending = how;
        return this;
    }

    GuestFile leavesWith(int status) {
        exitStatus = status;
        return this;
    }

    /** A flat file with a Multiboot header that says where it goes. */
    GuestFile multiboot() {
        multiboot = true;
        return this;
    }

    SmallGuest guest() {
        String name = file.endsWith(".bin") ? file.substring(0, file.length() - 4) : file.replace(".elf", "");
        return new SmallGuest(
                file.startsWith("multiboot") ? file.replace('.', '-') : name,
                description,
                format(),
                mode,
                mode == Mode.REAL ? REAL_MODE_ADDRESS : ADDRESS,
                read(),
                List.copyOf(parameters),
                Pattern.compile(console, Pattern.DOTALL),
                ending,
                exitStatus);
    }

    private Format format() {
        if (multiboot || file.startsWith("multiboot")) {
            return Format.MULTIBOOT;
        }
        if (file.startsWith("pvh")) {
            return Format.PVH;
        }
        return file.endsWith(".elf") ? Format.ELF : Format.FLAT;
    }

    private byte[] read() {
        try (InputStream in = GuestFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("hv-guests has no file " + file + ": its jar is incomplete");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("hv-guests: cannot read " + file, e);
        }
    }
}
