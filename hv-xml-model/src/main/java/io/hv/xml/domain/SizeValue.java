package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.xml.XmlException;
import io.hv.xml.value.SizeUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A size: a whole number, and the unit that it is counted in, which may be missing. The unit stays as it is written if the
 * new size is a whole number of it. Not thread-safe.
 */
public final class SizeValue extends Value<ByteSize> {

    private static final Form<Long> COUNT = Numbers.decimal(0, Numbers.ANY);

    private final Slot number;
    private final Slot unit;
    private final SizeUnit usual;
    private final String path;

    SizeValue(Slot number, Slot unit, SizeUnit usual, String path) {
        this.number = number;
        this.unit = unit;
        this.usual = usual;
        this.path = path;
    }

    /** The number as it is written, whatever it means. */
    public Optional<String> rawNumber() {
        return Optional.ofNullable(number.read());
    }

    /** The unit as it is written, whatever it means; empty where there is none. */
    public Optional<String> rawUnit() {
        return Optional.ofNullable(unit.read());
    }

    /** The unit that a number without one is counted in. */
    public SizeUnit usualUnit() {
        return usual;
    }

    @Override
    public void clear() {
        unit.clear();
        number.clear();
    }

    @Override
    public String xpath() {
        return path;
    }

    @Override
    @Nullable
    ByteSize read() {
        String count = number.read();
        if (count == null || count.isBlank()) {
            return null;
        }
        String name = unit.read();
        try {
            SizeUnit known = name == null ? usual : SizeUnit.parse(name);
            return known.times(COUNT.parse(count));
        } catch (IllegalArgumentException e) {
            String text = name == null ? count : count + " " + name;
            throw XmlException.at(path, "'" + text + "' is not understood: " + e.getMessage(), e);
        }
    }

    @Override
    void write(ByteSize size) {
        SizeUnit in = unitFor(size);
        number.write(Long.toString(size.bytes() / in.bytes()));
    }

    /** The unit that is written, or what has to be written instead. */
    private SizeUnit unitFor(ByteSize size) {
        String name = unit.read();
        if (name == null && usual.divides(size)) {
            return usual;
        }
        if (name != null) {
            try {
                SizeUnit known = SizeUnit.parse(name);
                if (known.divides(size)) {
                    return known;
                }
            } catch (IllegalArgumentException e) {
                name = null; // a foreign unit: the new size has one of ours
            }
        }
        SizeUnit chosen = SizeUnit.KIB.divides(size) ? SizeUnit.KIB : SizeUnit.BYTE;
        unit.write(chosen.name());
        return chosen;
    }

    @Override
    List<Slot> slots() {
        return List.of(number, unit);
    }
}
