//! What a page costs its browser: the main thread's time and the memory of the process that holds the page.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Browser, Kind, firefox};

/// What a page has cost so far. Only the difference of two such values means something.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// Milliseconds of the main thread: all tasks in Chromium, processor time in Firefox.
    pub main_ms: f64,
    /// Milliseconds of scripts among them; Firefox does not say.
    pub script_ms: Option<f64>,
    /// Megabytes: the JavaScript heap after a collection in Chromium, the process in Firefox.
    pub memory_mb: f64,
}

impl Browser {
    /// Weighs the current tab, which shows a page of this host.
    pub async fn weigh(&self, host: &str) -> Result<Weight> {
        match self.kind {
            Kind::Chromium => self.metrics().await,
            Kind::Firefox => self.process(host).await,
        }
    }

    /// Of each process of the browser: resident kilobytes, and hundredths of a second of processor time.
    pub fn used(&self) -> Vec<(u32, [u64; 2])> {
        self.process.used()
    }

    /// Before the first page: Firefox may spread the pages of one site over four processes.
    pub async fn one_process_per_site(&self) -> Result<()> {
        if self.kind == Kind::Firefox {
            firefox::in_chrome(
                &self.driver,
                "Services.prefs.setIntPref('dom.ipc.processCount.webIsolated', 1); arguments[0]();",
                vec![],
            )
            .await?;
        }
        Ok(())
    }

    /// Chromium counts from the moment it is told to.
    pub async fn begin_weighing(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            self.driver
                .cdp()
                .send_raw("Performance.enable", json!({}))
                .await?;
        }
        Ok(())
    }

    async fn metrics(&self) -> Result<Weight> {
        let cdp = self.driver.cdp();
        let metrics = cdp.send_raw("Performance.getMetrics", json!({})).await?;
        // The time is read before the collection, which would count as the page's.
        cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
        let after = cdp.send_raw("Performance.getMetrics", json!({})).await?;
        Ok(Weight {
            main_ms: metric(&metrics, "TaskDuration")? * 1e3,
            script_ms: Some(metric(&metrics, "ScriptDuration")? * 1e3),
            memory_mb: metric(&after, "JSHeapUsedSize")? / 1e6,
        })
    }

    /// Firefox gives each site a process of its own: what its main thread has used is the page's.
    async fn process(&self, host: &str) -> Result<Weight> {
        let found = firefox::in_chrome(
            &self.driver,
            "const done = arguments[1];
             ChromeUtils.requestProcInfo().then(all => {
               const own = all.children.filter(p => p.origin?.includes(arguments[0]));
               const main = p => p.threads.find(t => t.tid === p.pid)?.cpuTime ?? 0;
               const sum = of => own.reduce((total, p) => total + of(p), 0);
               done({ count: own.length, main: sum(main) / 1e6, memory: sum(p => p.memory) / 1e6 });
             }, e => done({ count: 0, why: String(e) }));",
            vec![host.into()],
        )
        .await?;
        if found["count"] != 1 {
            bail!("Firefox should have one process for {host}: {found}");
        }
        Ok(Weight {
            main_ms: found["main"].as_f64().context("no time")?,
            script_ms: None,
            memory_mb: found["memory"].as_f64().context("no memory")?,
        })
    }
}

fn metric(answer: &Value, name: &str) -> Result<f64> {
    answer["metrics"]
        .as_array()
        .and_then(|all| all.iter().find(|metric| metric["name"] == name))
        .and_then(|metric| metric["value"].as_f64())
        .with_context(|| format!("Chromium gives no {name}"))
}
