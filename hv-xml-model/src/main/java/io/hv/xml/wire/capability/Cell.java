// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.cpu.Sibling;
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

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Memory.class),
        @XmlElementRef(type = Pages.class),
        @XmlElementRef(type = Cell.Distances.class),
        @XmlElementRef(type = io.hv.xml.wire.cpu.Cache.class),
        @XmlElementRef(type = Cell.Cpus.class),
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

    /** {@code <cpus>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cpus")
    public static final class Cpus extends WireElement {

        @XmlAttribute(name = "num")
        public @Nullable String num;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Cpu.class),
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
