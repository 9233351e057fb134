package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlException;
import io.hv.xml.wire.WireElement;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** The attributes of one element, for values that are made of several. */
final class Attributes {

    private static final Form<Long> NUMBER = Numbers.likeC(0, Numbers.ANY);

    private final Place place;

    Attributes(Place place) {
        this.place = place;
    }

    @Nullable
    String text(String name) {
        WireElement element = place.find();
        return element == null ? null : element.attribute(new QName(name));
    }

    String or(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A text without which the value cannot be told. */
    String wanted(String name) {
        String text = text(name);
        if (text == null) {
            throw XmlException.at(place.path(), "there is no " + name, null);
        }
        return text;
    }

    HostPath path(String name) {
        return place.attribute(name, Form.PATH).get().orElseThrow(() -> missing(name));
    }

    private XmlException missing(String name) {
        return XmlException.at(place.path(), "there is no " + name, null);
    }

    /** A number as C reads it; 0 where there is none. */
    int integer(String name) {
        return place.number(name, Numbers.likeC(0, Integer.MAX_VALUE)).or(0L).intValue();
    }

    /** The same for larger ones. */
    long number(String name) {
        return place.number(name, Numbers.likeC(0, Numbers.ANY)).or(0L);
    }

    /** Writes a text, or takes it away. */
    void put(String name, @Nullable String text) {
        if (!Objects.equals(text, text(name))) {
            place.make().attribute(new QName(name), text);
        }
    }

    /** Writes a number, or takes it away; one that is written otherwise, and read as the same, stays as it is. */
    void putNumber(String name, @Nullable String number) {
        putNumber(name, number, NUMBER);
    }

    /** The same of a number that is read in a form of its own. */
    void putNumber(String name, @Nullable String number, Form<Long> form) {
        String written = text(name);
        if (number == null || written == null || !form.same(written, number)) {
            put(name, number);
        }
    }
}
