// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;

/** {@code <unique_id>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "unique_id")
public final class UniqueId extends WireLeaf {
}
