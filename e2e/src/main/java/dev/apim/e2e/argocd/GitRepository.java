package dev.apim.e2e.argocd;

import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository on disk, which a program on this machine can read as {@link #url()}. */
public final class GitRepository {
  private final Path directory;

  private GitRepository(Path directory) {
    this.directory = directory;
  }

  /** An empty repository in a new folder. */
  public static GitRepository create(Path directory) {
    try {
      Trees.delete(directory);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitRepository repository = new GitRepository(directory);
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /** Where it can be cloned from. */
  public String url() {
    return "file://" + directory;
  }

  /** Writes a file and its folders. */
  public GitRepository write(String path, String text) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file. */
  public GitRepository remove(String path) {
    Trees.delete(directory.resolve(path));
    return this;
  }

  /** Commits everything as it lies there; returns the commit. */
  public String commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Test", "-c", "user.email=test@contoso.example"));
    command.addAll(List.of("-C", directory.toString()));
    command.addAll(List.of(arguments));
    return Commands.check(command);
  }
}
