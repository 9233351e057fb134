/**
 * Disk images in Java: {@link io.hv.image.Image} opens, makes, reads, writes and converts them. Images are hostile input:
 * what is wrong with one is an {@link io.hv.image.ImageException} that names file, field and offset.
 */
@NullMarked
package io.hv.image;

import org.jspecify.annotations.NullMarked;
