package io.hv.xml.domain;

import io.hv.xml.XmlException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is one text in the document: an attribute, or an element's content. Not thread-safe.
 *
 * @param <T> what it is in Java
 */
public sealed class TextValue<T> extends Value<T> permits NumberValue {

    private final Slot slot;
    private final Form<T> form;

    TextValue(Slot slot, Form<T> form) {
        this.slot = slot;
        this.form = form;
    }

    /** The text as it is written, whatever it means. */
    public final Optional<String> raw() {
        return Optional.ofNullable(slot.read());
    }

    /**
     * Writes a text as it is, whatever it means.
     *
     * @throws IllegalArgumentException if XML cannot hold it
     */
    public final void raw(String text) {
        slot.write(Form.checked(text));
    }

    @Override
    public final void clear() {
        slot.clear();
    }

    @Override
    public final String xpath() {
        return slot.path();
    }

    @Override
    final @Nullable T read() {
        String text = slot.read();
        boolean content = slot.attribute() == null;
        if (text == null || (content && text.isBlank() && !form.canBeEmpty())) {
            return null;
        }
        try {
            return form.parse(text);
        } catch (IllegalArgumentException e) {
            throw XmlException.at(xpath(), "'" + text + "' is not understood: " + e.getMessage(), e);
        }
    }

    @Override
    final void write(T value) {
        slot.write(form.format(value));
    }

    @Override
    final List<Slot> slots() {
        return List.of(slot);
    }
}
