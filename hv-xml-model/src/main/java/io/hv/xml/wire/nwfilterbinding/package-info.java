// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
/** Elements of libvirt's XML. */
@NullMarked
package io.hv.xml.wire.nwfilterbinding;

import org.jspecify.annotations.NullMarked;
