//! The driver's process (ChromeDriver or geckodriver), and finding programs.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::quiet::FIREFOX_ENVIRONMENT;

/// A driver's process; it is ended with this value.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver on a free port and waits until it listens.
    pub async fn start(program: &str, args: &[&str]) -> Result<Driver> {
        let path = find(&[program])?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(path);
        if program == "chromedriver" {
            command.arg(format!("--port={port}"));
        } else {
            command.arg("--port").arg(port.to_string());
        }
        let child = command
            .args(args)
            .env(FIREFOX_ENVIRONMENT.0, FIREFOX_ENVIRONMENT.1)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{program} could not be started"))?;
        let driver = Driver { child, port };
        let start = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if start.elapsed() > Duration::from_secs(20) {
                bail!("{program} did not listen on its port for 20 s");
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Ok(driver)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Of each process it started: resident kilobytes, and hundredths of a second of processor time.
    pub fn used(&self) -> Vec<(u32, [u64; 2])> {
        let used = |process: u32| {
            let told = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
            let line = told.lines().find(|line| line.starts_with("VmRSS:"))?;
            let resident = line.split_whitespace().nth(1)?.parse().ok()?;
            let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            // Behind the name: state is the first field, times of the process the twelfth and thirteenth.
            let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
            let mut time = || fields.next()?.parse::<u64>().ok();
            Some([resident, time()? + time()?])
        };
        let all = descendants(self.child.id()).into_iter();
        all.filter_map(|process| Some((process, used(process)?)))
            .collect()
    }

    /// Kills the browser it started, with every process of it.
    pub fn kill_browser(&self) -> Result<()> {
        let all = descendants(self.child.id())
            .into_iter()
            .map(|pid| pid.to_string());
        // All at once, as a power cut does. Some may have ended by themselves in between.
        let _ = Command::new("kill")
            .arg("-9")
            .args(all)
            .stderr(Stdio::null())
            .status()?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.kill_browser();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processes below this one, the nearest first.
fn descendants(root: u32) -> Vec<u32> {
    let mut parents: Vec<(u32, u32)> = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        // pid (name) state parent …: the name may hold spaces, so read from the last parenthesis.
        let parent = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        parents.extend(parent.map(|parent| (pid, parent)));
    }
    let mut found = vec![root];
    let mut index = 0;
    while let Some(&pid) = found.get(index) {
        found.extend(
            parents
                .iter()
                .filter(|(_, parent)| *parent == pid)
                .map(|(pid, _)| *pid),
        );
        index += 1;
    }
    found.split_off(1)
}

/// The first of these programs that is installed: in the project's own tools, then on the PATH.
pub fn find(names: &[&str]) -> Result<PathBuf> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::iter::once(tools)
        .chain(std::env::split_paths(&path))
        .collect();
    for name in names {
        if let Some(found) = folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
        {
            return Ok(found);
        }
    }
    bail!(
        "none of these programs is installed: {}; `cargo xtask setup` installs it or says how",
        names.join(", ")
    )
}
