// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <cell>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cell")
public final class Cell extends WireElement {

    @XmlAttribute(name = "id")
    public @Nullable String id;

    @XmlAttribute(name = "cpus")
    public @Nullable String cpus;

    @XmlAttribute(name = "memory")
    public @Nullable String memory;

    @XmlAttribute(name = "unit")
    public @Nullable String unit;

    @XmlAttribute(name = "memAccess")
    public @Nullable String memAccess;

    @XmlAttribute(name = "discard")
    public @Nullable String discard;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Cell.Distances.class),
        @XmlElementRef(type = Cache.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <distances>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "distances")
    public static final class Distances extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sibling.class),
            @XmlElementRef(type = Unknown.class),
        })
        private @Nullable List<Object> content;

        @Override
        protected @Nullable List<Object> content() {
            return content;
        }

        @Override
        protected void content(List<Object> content) {
            this.content = content;
        }
    }
}
