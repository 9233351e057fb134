/** What formats have in common that keep a disk in blocks, each somewhere in the file. Internal. */
@NullMarked
package io.hv.image.block;

import org.jspecify.annotations.NullMarked;
