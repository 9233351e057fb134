package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;
import io.hv.xml.wire.WireElement;
import java.util.List;
import java.util.function.Function;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Where an element is, or would be. Reading from an element that is not there finds nothing; writing makes it, and what it
 * is in. Not thread-safe.
 */
abstract class Place {

    /** The element; null where there is none. */
    abstract @Nullable WireElement find();

    /** The element, made if there was none. */
    abstract WireElement make();

    /** Takes the element out, if there is one. */
    abstract void remove();

    /** Its path, as {@link io.hv.xml.XmlDifference} has it. */
    abstract String path();

    /** What class it has, or would have. */
    abstract Class<? extends WireElement> type();

    /** The first element of that name in it. */
    final Place child(String name) {
        return new ChildPlace(this, new QName(name));
    }

    /** The first element of that name in one of libvirt's other namespaces. */
    final Place child(String namespace, String name) {
        return new ChildPlace(this, new QName(namespace, name));
    }

    /** All elements of that name in it. */
    final <T extends Element> Elements<T> all(String name, Function<Place, T> view) {
        return new Elements<>(this, new QName(name), view);
    }

    /** All elements of that name in one of libvirt's other namespaces. */
    final <T extends Element> Elements<T> all(String namespace, String name, Function<Place, T> view) {
        return new Elements<>(this, new QName(namespace, name), view);
    }

    /** Its being there. */
    final Flag flag() {
        return new Flag(this);
    }

    final <T> TextValue<T> attribute(String name, Form<T> form) {
        return new TextValue<>(Slot.attribute(this, name), form);
    }

    /** An attribute without which the element would say nothing: they go together. */
    final <T> TextValue<T> only(String name, Form<T> form) {
        return new TextValue<>(Slot.onlyAttribute(this, name), form);
    }

    final NumberValue number(String name, Form<Long> form) {
        return new NumberValue(Slot.attribute(this, name), form);
    }

    final NumberValue onlyNumber(String name, Form<Long> form) {
        return new NumberValue(Slot.onlyAttribute(this, name), form);
    }

    /** The text of an element that has more than that. */
    final <T> TextValue<T> text(Form<T> form) {
        return new TextValue<>(Slot.text(this), form);
    }

    final NumberValue numberText(Form<Long> form) {
        return new NumberValue(Slot.text(this), form);
    }

    /** The text of an element that is nothing else: they go together. */
    final <T> TextValue<T> onlyText(Form<T> form) {
        return new TextValue<>(Slot.onlyText(this), form);
    }

    final NumberValue onlyNumberText(Form<Long> form) {
        return new NumberValue(Slot.onlyText(this), form);
    }

    /** A size as the text of an element, with its unit as an attribute. */
    final SizeValue size(SizeUnit usual) {
        return new SizeValue(Slot.text(this), Slot.attribute(this, "unit"), usual, path());
    }

    /** The same of an element that is nothing else. */
    final SizeValue onlySize(SizeUnit usual) {
        return new SizeValue(Slot.onlyText(this), Slot.attribute(this, "unit"), usual, path());
    }

    /** A size as an attribute, with its unit as another. */
    final SizeValue size(String name, String unit, SizeUnit usual) {
        Slot number = Slot.attribute(this, name);
        return new SizeValue(number, Slot.attribute(this, unit), usual, number.path());
    }

    /** An element that is known. */
    static Place of(WireElement element, @Nullable Place around) {
        return new FixedPlace(element, around);
    }

    /** The path of one of several children. */
    static String path(Place around, QName name, @Nullable WireElement element) {
        String path = around.path() + "/" + Names.of(name);
        WireElement parent = around.find();
        if (parent == null || element == null) {
            return path;
        }
        List<WireElement> siblings = parent.all(name);
        for (int i = 0; i < siblings.size() && siblings.size() > 1; i++) {
            if (siblings.get(i) == element) {
                return path + "[" + (i + 1) + "]";
            }
        }
        return path;
    }
}
