/** What the neutral spec says in libvirt's words, and the other way round: the elements of a domain's document. */
@NullMarked
package io.hv.xml.spec;

import org.jspecify.annotations.NullMarked;
