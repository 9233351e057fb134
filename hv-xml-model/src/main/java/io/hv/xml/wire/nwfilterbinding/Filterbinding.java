// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nwfilterbinding;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.nwfilter.Parameter;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <filterbinding>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "filterbinding")
public final class Filterbinding extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Filterbinding.Owner.class),
        @XmlElementRef(type = Filterbinding.Portdev.class),
        @XmlElementRef(type = Filterbinding.Linkdev.class),
        @XmlElementRef(type = Filterbinding.Mac.class),
        @XmlElementRef(type = Filterbinding.Filterref.class),
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

    /** {@code <owner>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "owner")
    public static final class Owner extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Filterbinding.Owner.Name.class),
            @XmlElementRef(type = Filterbinding.Owner.Uuid.class),
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

        /** {@code <name>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "name")
        public static final class Name extends WireLeaf {
        }

        /** {@code <uuid>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "uuid")
        public static final class Uuid extends WireLeaf {
        }
    }

    /** {@code <portdev>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "portdev")
    public static final class Portdev extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }

    /** {@code <linkdev>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "linkdev")
    public static final class Linkdev extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;
    }

    /** {@code <mac>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mac")
    public static final class Mac extends WireLeaf {

        @XmlAttribute(name = "address")
        public @Nullable String address;
    }

    /** {@code <filterref>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "filterref")
    public static final class Filterref extends WireElement {

        @XmlAttribute(name = "filter")
        public @Nullable String filter;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Parameter.class),
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
