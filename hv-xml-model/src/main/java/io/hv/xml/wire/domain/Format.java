// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <format>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "format")
public final class Format extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Format.MetadataCache.class),
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

    /** {@code <metadata_cache>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "metadata_cache")
    public static final class MetadataCache extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Format.MetadataCache.MaxSize.class),
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

        /** {@code <max_size>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "max_size")
        public static final class MaxSize extends WireLeaf {

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }
    }
}
