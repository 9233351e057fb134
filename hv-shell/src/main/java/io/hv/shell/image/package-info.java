/** {@code hv image}: disk images from the command line, as {@code qemu-img} has it. */
@NullMarked
package io.hv.shell.image;

import org.jspecify.annotations.NullMarked;
