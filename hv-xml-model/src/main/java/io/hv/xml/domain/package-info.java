/**
 * libvirt's domains for people: {@link io.hv.xml.domain.DomainElement} is a live view of a document, and its elements and
 * values read and write it. What is written is the one thing that was meant: all else stays as it was, also what hv does
 * not know.
 *
 * <pre>{@code
 * XmlDocument document = XmlDocument.read(Path.of("web.xml"));
 * DomainElement domain = DomainElement.of(document);
 * domain.memory().size().set(ByteSize.gib(2));
 * for (DiskElement disk : domain.devices().disks()) {
 *     if (disk.source().get().orElse(null) instanceof StorageSource.File file) {
 *         disk.driver().cache().set(DiskDriverElement.Cache.NONE);
 *     }
 * }
 * String text = document.text();
 * }</pre>
 *
 * <p>Nothing here is thread-safe, save the values.
 */
@NullMarked
package io.hv.xml.domain;

import org.jspecify.annotations.NullMarked;
